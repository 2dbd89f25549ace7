// `exec` replaces the shell, so that the pid stays and signals reach the command itself.
const ENTER = `
until [ "$1" = -- ]; do
  echo $$ >"$1" || { echo "Cannot enter the limited group: expected to write $1" >&2; exit 1; }
  shift
done
shift
exec "$@"`;

/** What to put before a command so that it runs in the groups of `folders`, one a hierarchy. */
export function enterCommand(folders: readonly string[]): string[] {
  const files = folders.map((folder) => `${folder}/cgroup.procs`);
  return ["sh", "-c", ENTER, "limits", ...files, "--"];
}
