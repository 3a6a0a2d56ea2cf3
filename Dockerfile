# One image for every service: the compose file (or the cluster) says which main it runs.

FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY libs/contracts/package.json libs/contracts/
COPY libs/messaging/package.json libs/messaging/
COPY libs/persistence/package.json libs/persistence/
COPY libs/joor/package.json libs/joor/
COPY libs/wms/package.json libs/wms/
COPY libs/service-kit/package.json libs/service-kit/
COPY libs/testing/package.json libs/testing/
COPY apps/settings-service/package.json apps/settings-service/
COPY apps/joor-poller/package.json apps/joor-poller/
COPY apps/order-router/package.json apps/order-router/
COPY apps/inventory-service/package.json apps/inventory-service/
COPY apps/product-service/package.json apps/product-service/
COPY apps/sandbox/package.json apps/sandbox/
COPY apps/joorctl/package.json apps/joorctl/
COPY bench/package.json bench/

FROM manifests AS build
RUN npm ci
COPY nx.json tsconfig.base.json .swcrc ./
COPY libs libs
COPY apps apps
ENV NX_DAEMON=false NX_NO_CLOUD=true
RUN node_modules/.bin/nx run-many -t build --exclude @joor-bridge/testing @joor-bridge/bench \
 && rm -rf libs/*/src apps/*/src libs/testing

# What the services need to run, and nothing of what builds or tests them.
FROM manifests AS runtime-dependencies
RUN npm ci --omit=dev --ignore-scripts \
      -w @joor-bridge/settings-service -w @joor-bridge/joor-poller -w @joor-bridge/order-router \
      -w @joor-bridge/inventory-service -w @joor-bridge/product-service \
      -w @joor-bridge/sandbox -w @joor-bridge/joorctl

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=runtime-dependencies /app/package.json ./
COPY --from=runtime-dependencies /app/node_modules node_modules
COPY --from=build /app/libs libs
COPY --from=build /app/apps apps
COPY tools/demo tools/demo
# for what the services write for the operator: the first API key
RUN install -d -o node -g node -m 0700 /var/lib/joor-bridge
USER node
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
