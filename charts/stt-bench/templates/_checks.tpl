{{/* What no schema can say: {root}. Fails with everything that is wrong with one thing. */}}
{{- define "stt-bench.checks" -}}
{{- $release := .root.Release.Name -}}
{{- if not (regexMatch "^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$" $release) -}}
{{- fail (printf "\n\nCannot name objects after the release: expected at most 32 of a-z, 0-9 and -, the first of a-z, got %q" $release) -}}
{{- end -}}
{{- range $variant := keys .root.Values.gateways | sortAlpha -}}
{{- include "stt-bench.checkGateway" (dict "root" $.root "name" $variant "where" "gateways") -}}
{{- end -}}
{{- if eq (.root.Values.image.tag | default .root.Chart.AppVersion) "latest" -}}
{{- fail "\n\nCannot take images by the tag latest: expected a version, so that it is known what was measured" -}}
{{- end -}}
{{- end }}
