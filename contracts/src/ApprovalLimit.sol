// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A patient's limit of approvals (paper, 4.5)
/// @notice At most `max` in each period. A lower maximum in periods of the same length counts at once. Every other change of a
/// limit in force counts from the end of the period in which it was asked for: nobody gains approvals by setting it anew.
library ApprovalLimit {
    /// @notice What a patient chose; one slot.
    /// @param max how many approvals a period may have
    /// @param period how many seconds a period has; 0 if there is no limit
    /// @param start when the current period began
    /// @param used the approvals in it
    /// @param changes whether another limit counts from the end of the current period
    /// @param nextMax that limit's
    /// @param nextPeriod that limit's
    /// @param registeredOnly whether only registered requesters are admitted
    struct Choice {
        uint32 max;
        uint32 period;
        uint40 start;
        uint32 used;
        bool changes;
        uint32 nextMax;
        uint32 nextPeriod;
        bool registeredOnly;
    }

    /// @notice Brings it to this time; nothing else here looks at the time before that.
    function advance(Choice memory it, uint256 time) internal pure {
        if (!_isOver(it, time)) {
            return;
        }
        if (it.changes) {
            _begin(it, it.nextMax, it.nextPeriod, end(it));
        }
        if (_isOver(it, time)) {
            unchecked {
                _begin(it, it.max, it.period, time - (time - it.start) % it.period);
            }
        }
    }

    /// @notice Takes over another limit.
    function change(Choice memory it, uint32 max, uint32 period, uint256 time) internal pure {
        advance(it, time);
        if (it.period == 0) {
            _begin(it, max, period, time);
        } else if (period == it.period && max <= it.max) {
            it.max = max;
            it.changes = false;
        } else {
            it.changes = true;
            it.nextMax = max;
            it.nextPeriod = period;
        }
    }

    /// @notice When the current period ends.
    function end(Choice memory it) internal pure returns (uint256) {
        unchecked {
            return uint256(it.start) + it.period;
        }
    }

    function _isOver(Choice memory it, uint256 time) private pure returns (bool) {
        return it.period != 0 && time >= end(it);
    }

    function _begin(Choice memory it, uint32 max, uint32 period, uint256 start) private pure {
        it.max = period == 0 ? 0 : max;
        it.period = period;
        it.start = period == 0 ? 0 : uint40(start);
        it.used = 0;
        it.changes = false;
    }
}
