import type { Answer } from '@gatehouse/api-client'

export type Flag = Answer<'getFeatureFlag'>['feature_flag']
