import type { Answer } from '@gatehouse/api-client'

export type Environment = Answer<'listEnvironments'>['environments'][number]
export type Business = Answer<'listBusinesses'>['businesses'][number]
