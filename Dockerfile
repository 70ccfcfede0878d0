# The service with the graph of data/decisions, built when the image is built.
#
#     docker build -t bomay .
#     docker run --rm --read-only --tmpfs /tmp -p 8000:8000 bomay
#
# docs/operation.md says more. The base of the IRIs is fixed at build time:
#     docker build --build-arg BOMAY_BASE_IRI=https://data.example.vn/ -t bomay .

FROM node:22-slim AS assets
WORKDIR /assets
COPY api/assets/ ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_INPUT=1
WORKDIR /src
RUN python -m venv /opt/bomay

# What changes least comes first: the pinned packages, checked by their hashes.
COPY requirements.lock ./
RUN /opt/bomay/bin/pip install --require-hashes --requirement requirements.lock

COPY pyproject.toml README.md LICENSE bomay.py ./
COPY ontology/ ontology/
COPY loaders/ loaders/
COPY visualize/ visualize/
COPY api/ api/
COPY data/ data/
# Of the npm packages only what is served.
COPY --from=assets \
    /assets/node_modules/@zazuko/yasqe/build/yasqe.min.js \
    /assets/node_modules/@zazuko/yasqe/build/yasqe.min.css \
    api/assets/node_modules/@zazuko/yasqe/build/
RUN /opt/bomay/bin/pip install --no-deps --no-build-isolation .

# Exit status 1 means published, but with files rejected or rules broken: that is served all the
# same, as `make run` does. Without a release there is no image.
ARG BOMAY_BASE_IRI=
WORKDIR /srv/bomay
RUN /opt/bomay/bin/bomay build --out releases || test $? -eq 1; test -s releases/CURRENT

FROM python:3.11-slim
LABEL org.opencontainers.image.title="BoMay" \
      org.opencontainers.image.licenses="Apache-2.0"
RUN groupadd --system --gid 10001 bomay \
 && useradd --system --uid 10001 --gid bomay --no-create-home --home-dir /srv/bomay bomay
COPY --from=build /opt/bomay /opt/bomay
COPY --from=build /srv/bomay /srv/bomay
ENV PATH=/opt/bomay/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    BOMAY_HOST=0.0.0.0 \
    BOMAY_PORT=8000 \
    BOMAY_RELEASES=/srv/bomay/releases
WORKDIR /srv/bomay
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"BOMAY_PORT\"]}/health', timeout=4)"]
ENTRYPOINT ["bomay"]
CMD ["serve"]
