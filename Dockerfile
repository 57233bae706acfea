# The worker's image, from the jar that is already built:
#
#   ./mvnw -DskipTests package && docker build -t gatehouse .

FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY target/gatehouse-*.jar /gatehouse.jar
# Libraries apart from our own classes, so that a new build of Gatehouse changes only the small last layer.
RUN java -Djarmode=tools -jar /gatehouse.jar extract --layers --destination .

FROM eclipse-temurin:25-jre
# The id is a number to Kubernetes too (runAsNonRoot).
RUN groupadd --gid 10001 gatehouse \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin gatehouse
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
# Classes are loaded and linked once, here, and not at every start. It needs no broker and no database: the run ends before it
# would connect. With another Java or another set of files the cache is ignored, not wrong.
RUN java -XX:AOTCacheOutput=gatehouse.aot -XX:+UseG1GC -XX:G1HeapRegionSize=4m --enable-native-access=ALL-UNNAMED \
      -Dspring.context.exit=onRefresh -Dspring.datasource.url=jdbc:postgresql:nothing -jar gatehouse.jar \
 && test -s gatehouse.aot
USER 10001:10001
EXPOSE 8080

# Healthy = ready: every consumer has joined and the database answers. The image has no curl; bash opens the connection.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} \
  && printf 'GET /actuator/health/readiness HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 \
  && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# No shell in between, so that SIGTERM reaches Java and the worker can finish what it has begun. A worker that is out of
# memory stops at once and is started again, instead of going on half alive. G1 also in a small container; what the broker
# sends comes in pieces of up to some MB, and in regions of 1 MB, G1's choice for a small heap, each piece would be an old object
# from the start. JAVA_TOOL_OPTIONS stays free for more options.
ENTRYPOINT ["java", "-XX:AOTCache=gatehouse.aot", "-XX:MaxRAMPercentage=75", "-XX:+UseG1GC", "-XX:G1HeapRegionSize=4m", "-XX:+ExitOnOutOfMemoryError", \
  "--enable-native-access=ALL-UNNAMED", \
  "-jar", "gatehouse.jar"]
