import type { Value } from "@stt-bench/program";
import { url } from "@stt-bench/program";
import * as v from "valibot";
import { RUN_NAME } from "../names.ts";

const EXPECTED = "a URL such as http://collector:8080/runs/run-1, with a run of a-z, 0-9 and -";

/** Reads the URL of a run at a collector; it may be below a path of a proxy. */
export function runUrl(): Value<string> {
  return v.pipe(
    url(["http:", "https:"]),
    v.check((text) => {
      const { pathname, search, hash } = new URL(text);
      const [run = "", runs] = pathname.split("/").reverse();
      return runs === "runs" && RUN_NAME.test(run) && search === "" && hash === "";
    }, EXPECTED),
  );
}
