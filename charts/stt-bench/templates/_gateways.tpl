{{/* What makes an image of a runtime one of its variants; as packages/bench/programs/variants.ts has it. */}}
{{- define "stt-bench.variants" -}}
deno: { image: gateway-deno, env: { SOCKETS: native } }
node: { image: gateway-node, env: { SOCKETS: native } }
bun: { image: gateway-bun, env: { SOCKETS: native } }
deno-tuned: { image: gateway-deno, env: { SOCKETS: tuned, DENO_V8_FLAGS: --max-semi-space-size=1 } }
node-tuned: { image: gateway-node, env: { SOCKETS: tuned, NODE_OPTIONS: --max-semi-space-size=1 } }
bun-tuned: { image: gateway-bun, env: { SOCKETS: tuned } }
{{- end }}

{{/* Fails unless there is a gateway of that name: {root, name, where}. */}}
{{- define "stt-bench.checkGateway" -}}
{{- $known := include "stt-bench.variants" . | fromYaml | keys | sortAlpha -}}
{{- if not (has .name $known) -}}
{{- fail (printf "\n\nCannot find the gateway of %s: expected one of %s, got %q" .where (join ", " $known) .name) -}}
{{- end -}}
{{- end }}

{{/* Settings of one gateway, as YAML: what it sets itself, and for the rest what all have: {root, variant}. */}}
{{- define "stt-bench.gatewaySettings" -}}
{{- $own := get .root.Values.gateways .variant | default dict -}}
{{- mergeOverwrite (deepCopy .root.Values.gateway) $own | toYaml -}}
{{- end }}

{{/* The shape of a gateway, as YAML: {root, variant, settings}. */}}
{{- define "stt-bench.shape" -}}
{{- $shapes := .root.Values.shapes -}}
{{- if not (hasKey $shapes .settings.shape) -}}
{{- fail (printf "\n\nCannot find the shape of gateway %s: expected one of %s, got %q" .variant (keys $shapes | sortAlpha | join ", ") .settings.shape) -}}
{{- end -}}
{{- get $shapes .settings.shape | toYaml -}}
{{- end }}

{{/* Connections of each worker to the model: {root, settings}. A gateway takes 64 at most. */}}
{{- define "stt-bench.connections" -}}
{{- $pods := ternary 1 (int .root.Values.simulator.replicas) (ne .settings.inferenceUrl "") -}}
{{- min 64 (mul (int .settings.connectionsPerSimulator) (max 1 $pods)) -}}
{{- end }}

{{/* Variables of one gateway, as YAML: {root, variant, settings, shape}. */}}
{{- define "stt-bench.gatewayEnv" -}}
{{- $variant := get (include "stt-bench.variants" . | fromYaml) .variant -}}
{{- $simulator := printf "http://%s-simulator:9000" .root.Release.Name -}}
{{- $env := dict
  "HOST" "0.0.0.0"
  "PORT" "3000"
  "WORKERS" .shape.workers
  "INFERENCE_URL" (.settings.inferenceUrl | default $simulator)
  "INFERENCE_CONNECTIONS" (include "stt-bench.connections" .)
  "DRAIN_TIMEOUT_MS" (mul 1000 (int .settings.drainSeconds))
-}}
{{- mergeOverwrite $env $variant.env .settings.env | toYaml -}}
{{- end }}
