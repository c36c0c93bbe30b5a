import type { Context } from '#platform/context'
import type { Application } from '#domain/applications'
import type { RawRequest } from './request.ts'

/** Throws what is wrong with a request, else returns. */
export type Check = (request: RawRequest, application: Application, ctx: CheckContext) => void | Promise<void>

export type CheckContext = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>
