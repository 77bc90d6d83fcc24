{{- define "portent.name" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "portent.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "portent.labels" -}}
{{ include "portent.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{/* The configuration with what the chart itself decides. */}}
{{- define "portent.config" -}}
{{- $config := deepCopy .Values.config -}}
{{- $web := dict "listen" "0.0.0.0:9781" -}}
{{- $config = mergeOverwrite $config (dict "web" (mergeOverwrite (deepCopy (default (dict) $config.web)) $web)) -}}
{{- if not .Values.retrain.enabled -}}
{{- $config = mergeOverwrite $config (dict "retrain" (mergeOverwrite (deepCopy (default (dict) $config.retrain)) (dict "cron" "0 0 0 1 1 ? 2099"))) -}}
{{- end -}}
{{- toYaml $config -}}
{{- end -}}

{{/* The name of the secret that the chart makes; empty where it makes none. */}}
{{- define "portent.ownSecret" -}}
{{- if and .Values.token.value (not .Values.token.existingSecret) -}}{{- include "portent.name" . -}}{{- end -}}
{{- end -}}

{{/* How kubelet asks: it sends no password and shows no certificate. */}}
{{- define "portent.probe" -}}
{{- if eq .values.probes.by "tcp" -}}
tcpSocket: {port: portent}
{{- else -}}
httpGet: {path: {{ .path }}, port: portent, scheme: {{ upper .values.probes.by }}}
{{- end -}}
{{- end -}}
