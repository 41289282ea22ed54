"""Run the desk's tests on PostgreSQL when a server is there: `SAHAYAK_TEST_DATABASE_URL`, else the local one.

Without a server it says so and passes, unless SAHAYAK_TEST_REQUIRE is set, as in CI.
"""

import os
import subprocess
import sys

import psycopg

URL = os.environ.get("SAHAYAK_TEST_DATABASE_URL") or "postgresql://postgres@127.0.0.1:5432/postgres"

try:
    psycopg.connect(URL, connect_timeout=3).close()
except psycopg.OperationalError as error:
    reason = str(error).strip().splitlines()[0]
    if os.environ.get("SAHAYAK_TEST_REQUIRE"):
        sys.exit(f"PostgreSQL is needed here and cannot be reached: {reason}")
    print(f"skipped: no PostgreSQL ({reason})")
    sys.exit(0)

command = [sys.executable, "-m", "pytest", "tests/desk", "-m", "postgres", "-q", "-n", "2", *sys.argv[1:]]
sys.exit(subprocess.run(command, env={**os.environ, "SAHAYAK_TEST_DATABASE_URL": URL}, check=False).returncode)
