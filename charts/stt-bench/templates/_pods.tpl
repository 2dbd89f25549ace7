{{/* What every pod has in common: {root, component, settings, variant?}. */}}
{{- define "stt-bench.pod" -}}
serviceAccountName: {{ .root.Release.Name }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .settings.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .settings.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .settings.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Image, rights and resources of a container: {root, image, cpu, memory}. Requests are limits. */}}
{{- define "stt-bench.container" -}}
image: {{ include "stt-bench.image" . }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  privileged: false
  capabilities:
    drop: [ALL]
resources:
  {{- range $kind := list "requests" "limits" }}
  {{ $kind }}:
    cpu: {{ $.cpu | quote }}
    memory: {{ $.memory | quote }}
  {{- end }}
{{- end }}

{{/* Probes of a server: {health, ready}. A pod under load may be slow to answer, and must live on. */}}
{{- define "stt-bench.probes" -}}
startupProbe:
  httpGet: { path: {{ .health }}, port: http }
  periodSeconds: 1
  timeoutSeconds: 5
  failureThreshold: 60
readinessProbe:
  httpGet: { path: {{ .ready }}, port: http }
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 3
livenessProbe:
  httpGet: { path: {{ .health }}, port: http }
  periodSeconds: 10
  timeoutSeconds: 10
  failureThreshold: 6
{{- end }}

{{/* Variables of a container from a map, sorted by name; a number is never written as 1e+06. */}}
{{- define "stt-bench.env" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ include "stt-bench.text" $value | quote }}
{{- end }}
{{- end }}

{{/* A value as a variable has it: numbers of YAML are floats to Helm. */}}
{{- define "stt-bench.text" -}}
{{- if kindIs "float64" . -}}
{{- if eq (floor .) . }}{{ int64 . }}{{ else }}{{ . }}{{ end -}}
{{- else -}}
{{- . -}}
{{- end -}}
{{- end }}
