import type { ContractCase } from "../contract_case.ts";
import { accountCases } from "./accounts.ts";
import { addressCases } from "./addresses.ts";
import { admissionCases } from "./admission.ts";
import { admissionClientCases } from "./admission_clients.ts";
import { backpressureCases } from "./backpressure.ts";
import { browserCases } from "./browser.ts";
import { cancellationCases } from "./cancellation.ts";
import { circuitBreakerCases } from "./circuit_breaker.ts";
import { connectStormCases } from "./connect_storm.ts";
import { slowStormCases } from "./connect_storm_slow.ts";
import { flushCases } from "./flush.ts";
import { fuzzCases } from "./fuzz.ts";
import { garbageCases } from "./garbage.ts";
import { handshakeCases } from "./handshake.ts";
import { hostileClientCases } from "./hostile_client.ts";
import { hostilePaceCases } from "./hostile_client_pace.ts";
import { hostileInferenceCases } from "./hostile_inference.ts";
import { hostileInferenceFloodCases } from "./hostile_inference_flood.ts";
import { hostileInferenceOutageCases } from "./hostile_inference_outage.ts";
import { idleCases } from "./idle.ts";
import { inferenceErrorCases } from "./inference_errors.ts";
import { lifecycleCases } from "./lifecycle.ts";
import { limitCases } from "./limits.ts";
import { memoryCases } from "./memory.ts";
import { observabilityCases } from "./observability.ts";
import { dashboardCases } from "./observability_dashboard.ts";
import { logCases } from "./observability_log.ts";
import { logReaderCases } from "./observability_log_reader.ts";
import { metricsCases } from "./observability_metrics.ts";
import { statusCases } from "./observability_status.ts";
import { traceCases } from "./observability_trace.ts";
import { openFileCases } from "./open_files.ts";
import { overflowCases } from "./overflow.ts";
import { isolatedCases } from "./private_network.ts";
import { retryAfterCases } from "./retry_after.ts";
import { rollingCases } from "./rolling.ts";
import { secretCases } from "./secrets.ts";
import { slowHeadCases } from "./slow_heads.ts";
import { stallCases } from "./stall.ts";
import { startUpCases } from "./start_up.ts";
import { thirdPartyCases } from "./third_party.ts";
import { thirdPartyFrameCases } from "./third_party_frames.ts";
import { tlsCases } from "./tls.ts";
import { tlsFileCases } from "./tls_files.ts";
import { tokensReloadCases } from "./tokens_reload.ts";
import { workerEndCases } from "./worker_ends.ts";
import { workerStartCases } from "./worker_starts.ts";
import { workerCases } from "./workers.ts";

/** Every case of the contract beyond conformance. */
export const contractCases: readonly ContractCase[] = [
  ...idleCases,
  ...inferenceErrorCases,
  ...retryAfterCases,
  ...circuitBreakerCases,
  ...hostileInferenceCases,
  ...hostileInferenceFloodCases,
  ...hostileInferenceOutageCases,
  ...overflowCases,
  ...flushCases,
  ...cancellationCases,
  ...backpressureCases,
  ...limitCases,
  ...connectStormCases,
  ...openFileCases,
  ...handshakeCases,
  ...slowHeadCases,
  ...admissionCases,
  ...admissionClientCases,
  ...tokensReloadCases,
  ...secretCases,
  ...addressCases,
  ...tlsCases,
  ...tlsFileCases,
  ...hostileClientCases,
  ...hostilePaceCases,
  ...memoryCases,
  ...garbageCases,
  ...slowStormCases,
  ...isolatedCases,
  ...stallCases,
  ...accountCases,
  ...observabilityCases,
  ...metricsCases,
  ...dashboardCases,
  ...statusCases,
  ...logCases,
  ...logReaderCases,
  ...traceCases,
  ...lifecycleCases,
  ...rollingCases,
  ...startUpCases,
  ...workerCases,
  ...workerEndCases,
  ...workerStartCases,
  ...thirdPartyCases,
  ...thirdPartyFrameCases,
  ...browserCases,
  ...fuzzCases,
];
