import { SettingLevel } from '@gatehouse/ui'
import { texts } from './texts.ts'

type Level = 'default' | 'env' | 'org' | 'usr'

const SOURCES = { default: 'business', env: 'environment', org: 'organization', usr: 'person' } as const

/** Returns the name of a level of flags. */
export function levelName(level: Level): string {
  return texts.levels[level]
}

interface FlagLevelProps {
  readonly level: Level
  /** The level that the page is about. */
  readonly here: Level
}

/** Names the level that decides the value of a flag. */
export function FlagLevel({ level, here }: FlagLevelProps) {
  return <SettingLevel source={SOURCES[level]} isHere={level === here} />
}
