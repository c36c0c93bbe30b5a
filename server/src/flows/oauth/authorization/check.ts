import type { Application } from '#domain/applications'
import type { RawRequest } from './request.ts'

/** Throws what is wrong with a request, else returns. */
export type Check = (request: RawRequest, application: Application) => void
