{{/* What selects the pods of a part: {root, component, variant?}. */}}
{{- define "stt-bench.selector" -}}
app.kubernetes.io/name: stt-bench
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- with .variant }}
stt-bench/variant: {{ . }}
{{- end }}
{{- end }}

{{/* All labels of an object: {root, component, variant?}. */}}
{{- define "stt-bench.labels" -}}
{{ include "stt-bench.selector" . }}
app.kubernetes.io/part-of: stt-bench
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{/* Name and labels of an object: {root, component, name?, variant?}. */}}
{{- define "stt-bench.metadata" -}}
name: {{ printf "%s-%s" .root.Release.Name (.name | default .component) }}
namespace: {{ .root.Release.Namespace }}
labels:
  {{- include "stt-bench.labels" . | nindent 2 }}
{{- end }}

{{/* Reference to an image: {root, image}. A digest, if there is one, is what counts. */}}
{{- define "stt-bench.image" -}}
{{- $image := .root.Values.image -}}
{{- $tag := $image.tag | default .root.Chart.AppVersion -}}
{{- $digest := get $image.digests .image -}}
{{- printf "%s/%s:%s" $image.registry .image $tag }}{{ with $digest }}@{{ . }}{{ end }}
{{- end }}

{{/* Base URL of a run in the collector, whose id is a variable of the pod: {root}. */}}
{{- define "stt-bench.runUrl" -}}
http://{{ .root.Release.Name }}-collector:8080/runs/$(RUN_ID)
{{- end }}
