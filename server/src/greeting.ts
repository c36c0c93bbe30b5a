import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import type { SeededInstallation } from '#domain/installation'
import { readFirstRun, readFirstRunEnvironment, setupUrl } from './first-run.ts'

interface GreetingInput {
  readonly config: Config
  readonly services: Services
  readonly installation: SeededInstallation
  readonly isSetUp: boolean
  /** Hosts of these addresses that this machine cannot resolve. */
  readonly unresolved: readonly string[]
}

/** Returns the text for the operator when the server is ready. */
export function greetingOf({ config, services, installation, isSetUp, unresolved }: GreetingInput): string {
  const isConsoleLost = unresolved.includes(new URL(installation.controlOrigin).hostname)
  const controlOrigin = (isConsoleLost ? installation.controlAlias : undefined) ?? installation.controlOrigin
  const lines = [
    `Gatehouse is ready, listening on port ${String(config.port)}${inProcesses(config)}.`,
    '',
    `  Issuer      ${config.origin}   (${installation.root?.code ?? 'nothing answers here: its business was deleted'})`,
    `  Console     ${controlOrigin}/console`,
    `  Inbox       ${config.origin}/dev/inbox`,
  ]
  const production = installation.productionOrigin
  if (production !== undefined && production !== config.origin) lines.push(`  Production  ${production}`)
  lines.push(...adviceOn(unresolved))
  if (!isSetUp) {
    lines.push(
      '',
      'Create the first administrator (the link works once):',
      `  ${setupUrl({ controlOrigin }, services.masterKey)}`,
    )
  }
  const file = join(config.dataDirectory, 'first-run.json')
  if (installation.isNew) lines.push('', 'Get a Management API token:', curlOf(config))
  if (readFirstRun(config.dataDirectory) !== undefined) lines.push('', `These values, for scripts: ${file}`)
  lines.push(...otherEnvironment(config))
  return lines.join('\n')
}

/** Some browsers resolve every name below `localhost`; Safari, Node and Python ask the system. */
function adviceOn(unresolved: readonly string[]): string[] {
  if (unresolved.length === 0) return []
  const names = unresolved.join(' ')
  return [
    '',
    `This machine does not resolve: ${names}`,
    'Chrome and Firefox open these addresses, Safari, Node and Python do not. Add this line to /etc/hosts',
    '(on Windows C:\\Windows\\System32\\drivers\\etc\\hosts), no restart is needed:',
    `  127.0.0.1 ${names}`,
  ]
}

/** After a change of the environment at the root, the file has no credentials of the new one. */
function otherEnvironment({ dataDirectory }: Config): string[] {
  const file = readFirstRunEnvironment(dataDirectory)
  if (!file || file.environment === file.root_environment) return []
  const { environment, issuer, root_environment: root } = file
  const answers = `  They are of ${environment}, which answers at ${issuer}.`
  return root === null ? [answers] : [answers, `  For ${root}: npm run management-client -- --environment ${root}`]
}

function inProcesses({ processes }: Config): string {
  return processes === 1 ? '' : ` in ${String(processes)} processes`
}

function curlOf(config: Config): string {
  const firstRun: unknown = JSON.parse(readFirstRun(config.dataDirectory) ?? '{}')
  const { client_id: id, client_secret: secret } = managementOf(firstRun)
  return [
    `  curl -s ${config.origin}/oauth2/token -d grant_type=client_credentials \\`,
    `    -d client_id=${id} \\`,
    `    -d client_secret=${secret} \\`,
    `    -d audience=${config.origin}/api`,
  ].join('\n')
}

function managementOf(firstRun: unknown): { client_id: string; client_secret: string } {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  const management = isObject(firstRun) ? firstRun['management'] : undefined
  const read = (name: string) => (isObject(management) && typeof management[name] === 'string' ? management[name] : '')
  return { client_id: read('client_id'), client_secret: read('client_secret') }
}
