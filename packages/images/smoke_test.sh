#!/usr/bin/env bash
# Runs images that Docker has built, as Kubernetes will: read-only, unprivileged, without capabilities.
# Each gateway must get healthy, stream without an error and end with 0 after SIGTERM.
#   smoke_test.sh <tag>
set -euo pipefail

tag=$1
registry=ghcr.io/stt-bench
network="stt-smoke-$$"
hardened=(--read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --network "$network")

cleanup() {
  docker rm --force --volumes simulator-smoke gateway-smoke collector-smoke >/dev/null 2>&1 || true
  docker network rm "$network" >/dev/null 2>&1 || true
}
trap cleanup EXIT
docker network create "$network" >/dev/null

fail() {
  echo "smoke test: $1" >&2
  for name in $(docker ps --all --filter name=-smoke --format '{{.Names}}'); do
    echo "log of $name:" >&2
    docker logs --tail 50 "$name" >&2
  done
  exit 1
}

# The health check is the image's own.
wait_until_healthy() {
  for _ in $(seq 120); do
    health=$(docker inspect --format '{{.State.Health.Status}}' "$1")
    [ "$health" = healthy ] && return
    [ "$(docker inspect --format '{{.State.Running}}' "$1")" = true ] || fail "$1 has ended"
    sleep 1
  done
  fail "expected $1 to be healthy, got $health"
}

stop() {
  docker stop --time 30 "$1" >/dev/null
  code=$(docker inspect --format '{{.State.ExitCode}}' "$1")
  [ "$code" = 0 ] || fail "expected $1 to end with 0 after SIGTERM, got $code"
  docker rm "$1" >/dev/null
}

try_gateway() {
  variant=$1 image=$2
  shift 2
  docker run --detach --name gateway-smoke "${hardened[@]}" "$@" \
    --env INFERENCE_URL=http://simulator-smoke:9000 "$registry/$image:$tag" >/dev/null
  wait_until_healthy gateway-smoke
  user=$(docker inspect --format '{{.Config.User}}' gateway-smoke)
  [ "$user" = 65532:65532 ] || fail "expected user 65532:65532, got $user"
  # Its verdict is about latency, which is nobody's business on a shared machine.
  summary=$(docker run --rm "${hardened[@]}" "$registry/loadgen:$tag" \
    --url ws://gateway-smoke:3000/ws/stt --sessions 2 --warmup-secs 0 --measure-secs 2 \
    --verify --json --progress none) || true
  jq --exit-status '.partials > 0 and .protocol_errors == 0 and .inference_errors == 0' \
    <<<"$summary" >/dev/null || fail "expected partials and no errors of $variant, got $summary"
  stop gateway-smoke
  echo "$variant: healthy, $(jq .partials <<<"$summary") partials, SIGTERM → 0"
}

docker run --detach --name simulator-smoke "${hardened[@]}" "$registry/simulator:$tag" >/dev/null
wait_until_healthy simulator-smoke
try_gateway deno gateway-deno
try_gateway node gateway-node
try_gateway bun gateway-bun
try_gateway deno-tuned gateway-deno --env SOCKETS=tuned \
  --env DENO_V8_FLAGS=--max-semi-space-size=1
try_gateway node-tuned gateway-node --env SOCKETS=tuned \
  --env NODE_OPTIONS=--max-semi-space-size=1
try_gateway bun-tuned gateway-bun --env SOCKETS=tuned
stop simulator-smoke

docker run --detach --name collector-smoke "${hardened[@]}" --tmpfs /data:uid=65532,gid=65532 \
  "$registry/collector:$tag" >/dev/null
wait_until_healthy collector-smoke
stop collector-smoke
echo "collector: healthy, SIGTERM → 0"
