import type { Answer } from '@gatehouse/api-client'

/** The settings of the brand, each with its level. */
export type BrandSettings = Answer<'getBrand'>['brand']['settings']
