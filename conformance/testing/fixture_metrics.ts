/** Metrics whose accounts balance, with what Prometheus' text format may have besides. */
export const fixtureMetrics = `# HELP up Whether it is up.
# TYPE up gauge
up 1
x_total{a="b c"} 1.5e+3
stt_gateway_frames_received_total 14
stt_gateway_frames_ended_total{outcome="acknowledged"} 5
stt_gateway_frames_ended_total{outcome="failed"} 2
stt_gateway_frames_ended_total{outcome="dropped"} 3
stt_gateway_frames_ended_total{outcome="discarded"} 1
stt_gateway_frames_in_flight 1
stt_gateway_frames_buffered 2
stt_gateway_sessions 1
stt_gateway_sessions_opened_total 6
stt_gateway_sessions_closed_total{cause="client"} 3
stt_gateway_sessions_closed_total{cause="drain"} 2
`;
