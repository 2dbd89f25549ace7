import { testContract } from "./test_contract.ts";

testContract("bun-reactor");
