import { lookup } from 'node:dns/promises'

const PATIENCE_MS = 2_000

/** Returns the hosts below `localhost` among these origins that programs on this machine cannot find. */
export async function findUnresolved(origins: readonly (string | undefined)[]): Promise<string[]> {
  const hosts = origins.flatMap((origin) => (origin === undefined ? [] : [new URL(origin).hostname]))
  const local = [...new Set(hosts)].filter((host) => host.endsWith('.localhost'))
  const found = await Promise.all(local.map(isFound))
  return local.filter((_host, index) => found[index] !== true)
}

/** A resolver that waits for a server far away counts as one that does not know. */
async function isFound(host: string): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS).unref()
  })
  const asked = lookup(host).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late])
}
