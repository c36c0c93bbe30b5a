import type { Answer } from '@gatehouse/api-client'

/** A flag as it is for one person, with what each level says. */
export type UserFlag = Answer<'getUserFeatureFlags'>['feature_flags'][number]
