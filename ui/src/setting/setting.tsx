import { IconAdjustments, IconApps, IconBriefcase, IconBuilding, IconServer2, IconUser } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './setting.module.css'

const ICONS = {
  default: IconServer2,
  business: IconBriefcase,
  environment: IconAdjustments,
  application: IconApps,
  organization: IconBuilding,
  person: IconUser,
}

const WORDS = {
  default: 'Gatehouse default',
  business: 'Business',
  environment: 'Environment',
  application: 'Application',
  organization: 'Organization',
  person: 'Person',
}

/** The level that decides a setting. */
export type SettingSource = keyof typeof ICONS

export interface SettingLevelProps {
  readonly source: SettingSource
  /** Whether it is the level that the page is about. */
  readonly isHere: boolean
}

/** Names the level that a value comes from, by icon and words. */
export function SettingLevel({ source, isHere }: SettingLevelProps) {
  const Icon = ICONS[source]
  return (
    <span className={classes['level']} data-here={isHere}>
      <Icon size={14} stroke={1.5} aria-hidden="true" />
      {isHere ? 'Set here' : WORDS[source]}
    </span>
  )
}

export interface SettingProps {
  readonly name: string
  /** The effect of the setting, in a sentence or two. */
  readonly help: ReactNode
  /** The id that the control is described by. */
  readonly helpId?: string
  /** Whether the value differs from the saved one. */
  readonly isChanged?: boolean
  /** The saved value in words, where another one was chosen. */
  readonly was?: string | undefined
  readonly level?: SettingLevelProps | undefined
  /** The way back to the level above. */
  readonly wayBack?: ReactNode
  readonly problem?: ReactNode
  /** Whether the control needs the whole width. */
  readonly isWide?: boolean
  readonly children: ReactNode
}

/** One setting: its name and a sentence at the left, the control and the level that decides at the right. */
export function Setting(props: SettingProps) {
  const { name, help, helpId, isChanged = false, was, level, wayBack, problem, isWide = false, children } = props
  return (
    <div className={classes['setting']} data-changed={isChanged} data-wide={isWide}>
      <div className={classes['what']}>
        <h3>{name}</h3>
        <p id={helpId}>{help}</p>
      </div>
      <div className={classes['how']}>
        {children}
        {problem !== undefined && <p role="alert">{problem}</p>}
        <p className={classes['origin']}>
          {level && <SettingLevel {...level} />}
          {was !== undefined && <span>was {was}</span>}
          {wayBack}
        </p>
      </div>
    </div>
  )
}
