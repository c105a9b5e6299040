FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md ./
COPY emulator ./emulator
COPY fixtures ./fixtures
RUN python -m venv /opt/emulator && /opt/emulator/bin/pip install --no-cache-dir '.[postgres]'

FROM python:3.12-slim
RUN useradd --system --uid 10001 --no-create-home emulator && install --directory --owner emulator /data
COPY --from=build /opt/emulator /opt/emulator
ENV PATH=/opt/emulator/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    EMULATOR_HOST=0.0.0.0 \
    EMULATOR_CERTS=/data/certs
USER 10001
EXPOSE 4717
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s CMD ["emulator", "ready"]
ENTRYPOINT ["emulator"]
CMD ["serve"]
