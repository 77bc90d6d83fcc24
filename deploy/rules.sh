#!/bin/sh
# Writes the rules of dashboards/alerts/ once more where the Prometheus operator and Helm want them. To be run whenever they change;
# a test compares.
set -eu
cd "$(dirname "$0")/.."
groups() {
  echo groups:
  for file in dashboards/alerts/*.rules.yml; do sed '1,/^groups:$/d' "$file"; done
}
{
  cat << 'EOF'
# Written by deploy/rules.sh from dashboards/alerts/*.rules.yml. For the Prometheus operator; the label is what its Prometheus selects
# rules by (ruleSelector), and differs from cluster to cluster. runbook_url is a path within the repository: put your own address before it.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: portent
  labels:
    app.kubernetes.io/name: portent
    release: prometheus
spec:
EOF
  groups | sed 's/^./  &/'
} > deploy/kubernetes/prometheusrule.yaml
{
  echo '# Written by deploy/rules.sh from dashboards/alerts/*.rules.yml.'
  groups
} > deploy/helm/portent/files/rules.yml
