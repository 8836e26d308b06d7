# The image of the bot: `docker build -t edgekv-chatops .`, then `docker run edgekv-chatops start --role worker`.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Not `npm ci`: it wants every system's optional packages in the lock file. This keeps to the locked versions and checksums too.
# The optional packages left out are Node 24 for machines without it, and a native codec.
RUN npm install --no-save --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json LICENSE ./
COPY bin bin
COPY scripts scripts
COPY manifests manifests
COPY src src
# The audit trail, the only thing that is written; a volume put here takes over the owner.
RUN mkdir -p data/audit && chown -R node:node data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/healthz`, { signal: AbortSignal.timeout(4000) }).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/edgekv-chatops.js"]
CMD ["start"]
