import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import type { SeededInstallation } from '#domain/environments'
import { readFirstRun, readFirstRunEnvironment, setupUrl } from './first-run.ts'

interface GreetingInput {
  readonly config: Config
  readonly services: Services
  readonly installation: SeededInstallation
  readonly isSetUp: boolean
}

/** What the operator reads when the server is ready. */
export function greetingOf({ config, services, installation, isSetUp }: GreetingInput): string {
  const lines = [
    `Gatehouse is ready, listening on port ${String(config.port)}${inProcesses(config)}.`,
    '',
    `  Issuer      ${config.origin}   (${installation.root?.code ?? 'nothing answers here: its business was deleted'})`,
    `  Console     ${installation.controlOrigin}`,
    `  Inbox       ${config.origin}/dev/inbox`,
  ]
  const production = installation.productionOrigin
  if (production !== undefined && production !== config.origin) lines.push(`  Production  ${production}`)
  if (!isSetUp) {
    lines.push(
      '',
      'Create the first administrator (the link works once):',
      `  ${setupUrl(installation, services.masterKey)}`,
    )
  }
  const file = join(config.dataDirectory, 'first-run.json')
  if (installation.isNew) lines.push('', 'Get a Management API token:', curlOf(config))
  if (readFirstRun(config.dataDirectory) !== undefined) lines.push('', `These values, for scripts: ${file}`)
  lines.push(...otherEnvironment(config))
  return lines.join('\n')
}

/** After a change of the environment at the root, the file holds no credentials of the new one. */
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
