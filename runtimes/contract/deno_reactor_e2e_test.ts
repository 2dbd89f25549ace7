import { testContract } from "./test_contract.ts";

testContract("deno-reactor");
