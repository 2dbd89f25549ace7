#!/usr/bin/env bash
# Installs the chart on a cluster of kind, with images that Docker has built, and measures one gateway
# there: bench_on_kind.sh <tag>. What counts is that it comes to a verdict, not which: the cluster
# shares the four cores of one machine, so the parts get less than they would ask for.
set -euo pipefail
cd "$(dirname "$0")/.."

tag=$1
cluster=stt-bench
trap 'kind delete cluster --name "$cluster"' EXIT
kind create cluster --name "$cluster" --wait 180s
for image in gateway-deno gateway-node gateway-bun simulator loadgen collector; do
  kind load docker-image "ghcr.io/stt-bench/$image:$tag" --name "$cluster"
done

kubectl create namespace stt-bench
kubectl label namespace stt-bench pod-security.kubernetes.io/enforce=restricted
helm install stt-bench charts/stt-bench --namespace stt-bench \
  --values charts/stt-bench/values-homelab.yaml --set "image.tag=$tag" \
  --set simulator.cpu=500m --set loadgen.cpu=500m --wait --timeout 5m ||
  { kubectl --namespace stt-bench describe pods && exit 1; }

measure() {
  code=0
  npx -y deno@2.9.6 task bench:k8s --variant "$1" --sessions 20 --shards 2 \
    --ramp-up-secs 1 --warmup-secs 2 --measure-secs 5 --yes || code=$?
  # 0 passed, 1 failed, 3 invalid: a verdict each time, which leaves its results.
  [ "$code" -le 3 ] && [ "$code" != 2 ] || exit "$code"
  find results -path "*-k8s-$1*" -name '*.summary.json' | grep .
}
measure bun
measure node-tuned

replicas=$(kubectl --namespace stt-bench get deployments \
  --selector app.kubernetes.io/component=gateway \
  --output jsonpath='{.items[*].spec.replicas}')
[ "$(tr -d '0 ' <<<"$replicas")" = "" ] || { echo "expected no gateway to be left, got $replicas" >&2; exit 1; }
