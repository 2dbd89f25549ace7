#!/usr/bin/env bash
# Builds every image with Docker: build_all.sh <version> <docker buildx build flags…>, such as --load, or
# --push --platform linux/amd64,linux/arm64. The last stage of each runs nothing: no emulator is needed.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$1
shift
while read -r name file; do
  docker buildx build "$@" --file "$file" --tag "ghcr.io/stt-bench/$name:$version" \
    --build-arg VERSION="$version" --build-arg REVISION="$(git rev-parse HEAD)" \
    --build-arg CREATED="$(git log -1 --format=%cI)" .
done <<'IMAGES'
gateway-deno runtimes/deno/Dockerfile
gateway-node runtimes/node/Dockerfile
gateway-bun runtimes/bun/Dockerfile
simulator packages/inference/Dockerfile
loadgen packages/loadgen/Dockerfile
collector packages/collector/Dockerfile
IMAGES
