import type { Context } from '#platform/context'
import type { Application } from '#domain/applications'
import type { RawRequest } from './request.ts'

/** A check of a request. It throws an error for a bad request and returns for a good one. */
export type Check = (request: RawRequest, application: Application, ctx: CheckContext) => void | Promise<void>

export type CheckContext = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>
