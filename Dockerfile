# The worker's image, from the jar that is already built:
#
#   ./mvnw -DskipTests package && docker build -t gatehouse .

FROM eclipse-temurin:25-jre AS layers
WORKDIR /layers
COPY target/gatehouse-*.jar /gatehouse.jar
# Libraries apart from our own classes, so that a new build of Gatehouse changes only the small last layer.
RUN java -Djarmode=tools -jar /gatehouse.jar extract --layers --destination .

# The same JVM and the same files as in the image: otherwise the cache would be ignored.
FROM postgres:18 AS training
COPY --from=eclipse-temurin:25-jre /opt/java/openjdk /opt/java/openjdk
COPY --from=apache/kafka:4.2.1 /opt/kafka /opt/kafka
ENV JAVA_HOME=/opt/java/openjdk PATH=/opt/java/openjdk/bin:$PATH
COPY access /access
COPY deploy/postgres/first-start.sh /docker-entrypoint-initdb.d/
WORKDIR /app
COPY --from=layers /layers/dependencies/ /layers/spring-boot-loader/ /layers/snapshot-dependencies/ /layers/application/ ./
COPY deploy/image/ ./
RUN ./train.sh

FROM eclipse-temurin:25-jre
# The id is a number to Kubernetes too (runAsNonRoot).
RUN groupadd --gid 10001 gatehouse \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /app --shell /usr/sbin/nologin gatehouse
WORKDIR /app
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
COPY --from=training /app/jvm.options /app/gatehouse.aot ./
USER 10001:10001
EXPOSE 8080

# Healthy = ready: every consumer has joined and the database answers. The image has no curl; bash opens the connection.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} \
  && printf 'GET /actuator/health/readiness HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 \
  && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# No shell in between, so that SIGTERM reaches Java and the worker can finish what it has begun.
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=gatehouse.aot", "-jar", "gatehouse.jar"]
