{{/* Head of the policy of one part, of which both directions are closed but for what follows: {root, component}. */}}
{{- define "stt-bench.policyHead" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "stt-bench.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "stt-bench.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- end }}

{{/* Pods of other parts, as peers: {root, components}. */}}
{{- define "stt-bench.peers" -}}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: stt-bench
      app.kubernetes.io/instance: {{ .root.Release.Name }}
    matchExpressions:
      - key: app.kubernetes.io/component
        operator: In
        values: {{ .components | toJson }}
{{- end }}

{{/* Way in to a port, from parts, and from the API server's proxy: {root, components, port, extra?}. */}}
{{- define "stt-bench.ingress" -}}
{{- $policy := .root.Values.networkPolicy }}
ingress:
  - ports:
      - { protocol: TCP, port: {{ .port }} }
    {{- if $policy.apiServerPeers }}
    from:
      {{- include "stt-bench.peers" . | nindent 6 }}
      {{- toYaml (concat $policy.apiServerPeers (.extra | default list)) | nindent 6 }}
    {{- end }}
{{- end }}

{{/* Way out to DNS: {root}. */}}
{{- define "stt-bench.dns" -}}
- to:
    {{- toYaml .root.Values.networkPolicy.dnsPeers | nindent 4 }}
  ports:
    {{- range .root.Values.networkPolicy.dnsPorts }}
    - { protocol: UDP, port: {{ . }} }
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
{{- end }}

{{/* Way out to a port of parts: {root, components, port}. */}}
{{- define "stt-bench.egress" -}}
- to:
    {{- include "stt-bench.peers" . | nindent 4 }}
  ports:
    - { protocol: TCP, port: {{ .port }} }
{{- end }}
