# The agent as an image.
#
#   docker build -t portent .
#   docker run --read-only -m 256m -v /var/log/app:/var/log/app:ro -v portent-data:/portent/data -p 9781:9781 portent
#
# Any base with glibc, a Java runtime of 17 or later on the PATH, and bash will do (musl will not: the natives want glibc).
# Both stages are built for the same platform: the runnable form holds the natives of one.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG BASE_IMAGE=eclipse-temurin:17-jre-jammy

FROM ${BUILD_IMAGE} AS build
# What the metrics call the revision; the context holds no git history.
ARG REVISION=unknown
# More options for Maven, such as -Dnative.platform=linux-arm64 or --settings.
ARG MAVEN_OPTIONS=""
WORKDIR /portent
COPY pom.xml LICENSE ./
COPY src/main src/main
RUN mvn -B -q ${MAVEN_OPTIONS} -Dmaven.test.skip=true -Drevision.id=${REVISION} package
# The networks' native libraries (370 MB) are unpacked here and not at the first start: that makes the start quicker, and possible
# with a read-only root. The jars that hold them stay out of the image. What changes seldom lies apart from what changes with each version.
COPY deploy/image/Layers.java deploy/image/
RUN OMP_NUM_THREADS=1 java -Dorg.bytedeco.javacpp.cachedir=/tmp/natives -cp 'target/agent/lib/*' deploy/image/Layers.java target/agent /layers \
    && find /layers -type l -exec touch -h -d 2026-01-01T00:00:00Z {} +

# The image without the archive of classes, which is made by it.
FROM ${BASE_IMAGE} AS plain
# Some runtimes come without the archive of the JDK's classes, and ours is one on top of it.
RUN java -Xshare:on -version 2> /dev/null || java -Xshare:dump > /dev/null
COPY --from=build /layers/natives/ /
COPY --from=build /layers/libraries/ /
COPY --from=build /layers/own/ /
COPY --chmod=0755 agent /usr/local/bin/agent
ENV PORTENT_HOME=/opt/portent

FROM plain AS archive
COPY deploy/image/class-archive.sh /tmp/
RUN bash /tmp/class-archive.sh

FROM plain
# A number and not a name, so that an orchestrator can see that it is not root.
ARG AGENT_UID=10001
COPY --from=archive /opt/portent/agent.jsa /opt/portent/agent.jsa
COPY LICENSE /opt/portent/
# Relative paths of the configuration count from here: config/agent.yaml is read, data/ is written.
WORKDIR /portent
COPY config config
RUN mkdir data && chown ${AGENT_UID}:0 data && chmod 0770 data
# What is unpacked all the same goes to the volume.
ENV PORTENT_CACHE=/portent/data/cache
USER ${AGENT_UID}
# Fails the build where base image, launcher and jars do not go together.
RUN agent --version
VOLUME /portent/data
EXPOSE 9781
# Asks the running daemon whether it lives, by bash itself: base images have no curl, and a second JVM every half minute would cost more
# than the agent. Slow to start is not dead: 20 s. It takes the port from PORTENT_WEB_LISTEN; where the configuration file names
# another, TLS or passwords, or none is served (train, evaluate), give --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["bash", "-c", "\
  listen=${PORTENT_WEB_LISTEN:-:9781}; exec 3<>/dev/tcp/127.0.0.1/${listen##*:} \
  && printf 'GET /-/healthy HTTP/1.0\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["agent"]
CMD ["run"]
