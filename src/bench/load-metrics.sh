#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Ten million rows of metrics in a heap of 512 MiB against pandas, in turn within one run: reading and aggregating the
# sixteen figures of plot-throughput, what pandas takes to read, deduplicate and group the same (group_metrics.py), and
# `mvn verify` with all figures drawn as a whole process. Prints every time and the medians of the ratios within a round.
#
#   src/bench/load-metrics.sh [ROUNDS [CONTEXTS [FOLDER]]]
#
# CONTEXTS is the number of context windows, so of panels (50 by default; 3 is what the benchmark sweeps). The CSVs are
# written to FOLDER if it does not exist. Needs the plugin in a local repository (MAVEN_REPO), GNU time, and a Python with
# pandas (PYTHON, by default Debian's). MAVEN_ARGS may be -o.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-5} contexts=${2:-50} folder=${3:-$root/target/bench/metrics-${2:-50}}
python=${PYTHON:-/usr/bin/python3}
[ -d "$folder" ] || java "$root/src/bench/GenerateMetrics.java" "$folder" 10000000 40 "$contexts"
folder=$(cd "$folder" && pwd)
repo=${MAVEN_REPO:-$root/target/local-repo}
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml" | head -1)
commons=$(for name in org/apache/commons/commons-csv commons-io/commons-io commons-codec/commons-codec; do
  find "$repo/$name" -name '*.jar' | sort -V | tail -1
done | paste -sd:)
classes=$root/target/bench/classes
mkdir -p "$classes"
javac -d "$classes" -cp "$root/target/classes" "$root/src/bench/LoadMetrics.java"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId>
  <artifactId>metrics</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.dsemaven</groupId>
        <artifactId>dse-maven-plugin</artifactId>
        <version>$version</version>
        <executions>
          <execution>
            <goals><goal>plot-throughput</goal></goals>
            <configuration><csv><folder>$folder</folder></csv></configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
POM
export MAVEN_OPTS=-Xmx512m
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
both() { sed -n 's/.*both \([0-9.]*\) s.*/\1/p'; }
ratio() { awk "BEGIN { printf \"%.3f\", $1 / $2 }"; }
loads=() builds=()
for round in $(seq "$rounds"); do
  own=$(/usr/bin/time -f 'process: %e s, processor %U + %S s, peak %M KiB' -o "$work/own.txt" \
    java -Xmx512m -cp "$root/target/classes:$classes:$commons" LoadMetrics "$folder")
  pandas=$(/usr/bin/time -f 'process: %e s, processor %U + %S s, peak %M KiB' -o "$work/pandas.txt" \
    "$python" "$root/src/bench/group_metrics.py" "$folder")
  rm -rf "$work/target"
  (cd "$work" && /usr/bin/time -f '%e %U %S %M' -o build.txt \
    mvn ${MAVEN_ARGS:-} -B -q -Ddse.cache=false "-Dmaven.repo.local=$repo" verify > log.txt)
  read -r wall user system peak < "$work/build.txt"
  echo "round $round"
  echo "  $own; $(cat "$work/own.txt")"
  echo "  $pandas; $(cat "$work/pandas.txt")"
  echo "  mvn verify: $wall s, processor $user + $system s, peak $((peak / 1024)) MiB," \
    "$(ls "$work"/target/dse/figures/*.svg | wc -l) figures"
  loads+=("$(ratio "$(echo "$own" | both)" "$(echo "$pandas" | both)")")
  builds+=("$(ratio "$wall" "$(echo "$pandas" | both)")")
done
echo "$contexts context windows, $rounds rounds, ratio to pandas:" \
  "reading and aggregating $(median "${loads[@]}") (${loads[*]}), mvn verify $(median "${builds[@]}") (${builds[*]})"
