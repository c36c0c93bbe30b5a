import type { Answer } from '@gatehouse/api-client'

/** A feature flag with what each level says of it. */
export type Flag = Answer<'getOrganizationFlagLevels'>['feature_flags'][number]
