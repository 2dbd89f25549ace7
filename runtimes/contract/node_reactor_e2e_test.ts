import { testContract } from "./test_contract.ts";

testContract("node-reactor");
