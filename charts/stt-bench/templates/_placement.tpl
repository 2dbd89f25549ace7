{{/*
On which nodes a pod may be: {root, component, variant?}. Parts that take CPU from one another keep
apart, and the pods of one part spread out.
*/}}
{{- define "stt-bench.placement" -}}
{{- $mode := .root.Values.placement -}}
{{- $busy := list "gateway" "simulator" "loadgen" "inferbench" -}}
{{- if and (ne $mode "share") (has .component $busy) }}
affinity:
  podAntiAffinity:
    {{- if eq $mode "separate" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - {{- include "stt-bench.others" . | nindent 8 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          {{- include "stt-bench.others" . | nindent 10 }}
    {{- end }}
{{- end }}
{{- if has .component $busy }}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ $key }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "stt-bench.selector" $ | nindent 8 }}
    {{- if has $.component (list "gateway" "simulator") }}
    # While a rollout goes on, its new pods count among themselves.
    matchLabelKeys: [pod-template-hash]
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{/* Pods of the same release that a pod shall not share a node with: {root, component}. */}}
{{- define "stt-bench.others" -}}
topologyKey: kubernetes.io/hostname
labelSelector:
  matchLabels:
    app.kubernetes.io/name: stt-bench
    app.kubernetes.io/instance: {{ .root.Release.Name }}
  matchExpressions:
    - key: app.kubernetes.io/component
      operator: In
      values: {{ without (list "gateway" "simulator" "loadgen" "inferbench") .component | toJson }}
{{- end }}

{{/* A PodDisruptionBudget, where it would do more than be in the way: {root, component, name?, variant?, replicas}. */}}
{{- define "stt-bench.disruptionBudget" -}}
{{- if ge (int .replicas) 2 }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "stt-bench.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .root.Values.podDisruptionBudget.maxUnavailable }}
  selector:
    matchLabels:
      {{- include "stt-bench.selector" . | nindent 6 }}
{{- end }}
{{- end }}
