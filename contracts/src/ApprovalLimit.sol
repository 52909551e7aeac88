// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev What a patient chose, in one slot, from the right: maximum (32 bits), period in seconds (32), start of the current period
/// (40), approvals in it (32); maximum (32) and period (32) from its end on, whether they are to change (8); whether only
/// registered requesters are admitted (8).
type Choice is uint256;

using ApprovalLimit for Choice global;

/// @dev Where a choice stands in storage.
struct ChoiceSlot {
    Choice choice;
}

/// @title A patient's limit of approvals (paper, 4.5)
/// @notice At most so many in each period; none where the period is zero. A lower maximum in periods of the same length counts at
/// once. Every other change of a limit in force counts from the end of the period in which it was asked for: nobody gains
/// approvals by setting it anew.
library ApprovalLimit {
    uint256 private constant LIMIT = 2 ** 64 - 1;
    uint256 private constant ONE_USED = 1 << 104;
    uint256 private constant CHANGES = 1 << 200;
    uint256 private constant REGISTERED_ONLY = 1 << 208;
    uint256 private constant CURRENT = 2 ** 136 - 1;

    /// @notice The choice as it stands at this time.
    function advanced(Choice choice, uint256 time) internal pure returns (Choice) {
        if (choice._isOver(time) && Choice.unwrap(choice) & CHANGES != 0) {
            choice = choice._begun(Choice.unwrap(choice) >> 136, choice.end());
        }
        if (choice._isOver(time)) {
            (uint256 start, uint256 length) = (choice._start(), choice.period());
            assembly ("memory-safe") {
                start := sub(time, mod(sub(time, start), length))
            }
            choice = choice._begun(Choice.unwrap(choice), start);
        }
        return choice;
    }

    /// @notice The choice after another limit was asked for at this time.
    function changed(Choice choice, uint256 newMax, uint256 newPeriod, uint256 time) internal pure returns (Choice) {
        choice = choice.advanced(time);
        uint256 limit = newMax | (newPeriod << 32);
        uint256 rest = Choice.unwrap(choice) & (CURRENT | REGISTERED_ONLY);
        if (choice.period() == 0) {
            return choice._begun(limit, time);
        }
        if (newPeriod == choice.period() && newMax <= choice._max()) {
            return Choice.wrap((rest & ~LIMIT) | limit);
        }
        return Choice.wrap(rest | (limit << 136) | CHANGES);
    }

    function registeredOnly(Choice choice, bool only) internal pure returns (Choice) {
        uint256 rest = Choice.unwrap(choice) & ~REGISTERED_ONLY;
        return Choice.wrap(only ? rest | REGISTERED_ONLY : rest);
    }

    function isRegisteredOnly(Choice choice) internal pure returns (bool) {
        return Choice.unwrap(choice) & REGISTERED_ONLY != 0;
    }

    function isUsedUp(Choice choice) internal pure returns (bool) {
        return uint32(Choice.unwrap(choice) >> 104) >= choice._max();
    }

    /// @notice With one approval more in the current period.
    function counted(Choice choice) internal pure returns (Choice) {
        unchecked {
            return Choice.wrap(Choice.unwrap(choice) + ONE_USED);
        }
    }

    function period(Choice choice) internal pure returns (uint256) {
        return uint32(Choice.unwrap(choice) >> 32);
    }

    /// @notice When the current period ends.
    function end(Choice choice) internal pure returns (uint256) {
        unchecked {
            return choice._start() + choice.period();
        }
    }

    function _max(Choice choice) internal pure returns (uint256) {
        return uint32(Choice.unwrap(choice));
    }

    function _start(Choice choice) internal pure returns (uint256) {
        return uint40(Choice.unwrap(choice) >> 64);
    }

    function _isOver(Choice choice, uint256 time) internal pure returns (bool) {
        return choice.period() != 0 && time >= choice.end();
    }

    /// @dev A period begins; with a period of zero the limit ends.
    function _begun(Choice choice, uint256 limit, uint256 time) internal pure returns (Choice) {
        uint256 rest = Choice.unwrap(choice) & REGISTERED_ONLY;
        limit &= LIMIT;
        return Choice.wrap(limit >> 32 == 0 ? rest : rest | limit | (time << 64));
    }
}
