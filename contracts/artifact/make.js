// Prints the artifact of what forge built last: what a client needs to deploy the contract, call it, and know it again.
"use strict";

const { readFileSync } = require("fs");
const { join } = require("path");

const name = "PatientCentricAccessControl";
const built = JSON.parse(readFileSync(join(__dirname, "..", "out", `${name}.sol`, `${name}.json`), "utf8"));
const { compiler, settings } = built.metadata;
const { evmVersion, metadata, optimizer, viaIR } = settings;

// Where the deployed code holds values that are fixed when it is deployed: [first byte, length].
const immutables = Object.values(built.deployedBytecode.immutableReferences)
  .flat()
  .map(({ start, length }) => [start, length])
  .sort(([a], [b]) => a - b);

const artifact = {
  contract: name,
  compiler: `solc ${compiler.version}`,
  settings: { evmVersion, metadata, optimizer, viaIR },
  immutables,
  bytecode: built.bytecode.object,
  deployedBytecode: built.deployedBytecode.object,
};
const fields = Object.entries(artifact).map(([key, value]) => `  "${key}": ${JSON.stringify(value)},\n`);
const abi = built.abi.map((entry) => `    ${JSON.stringify(entry)}`);
process.stdout.write(`{\n${fields.join("")}  "abi": [\n${abi.join(",\n")}\n  ]\n}\n`);
