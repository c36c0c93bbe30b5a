import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconAdjustments,
  IconCheck,
  IconCode,
  IconList,
  IconPlus,
  IconSelector,
  IconWorld,
  type TablerIcon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { useHere, usePlace } from './place.tsx'
import type { Business, Environment } from './session.ts'
import classes from './switchers.module.css'
import { texts } from './texts.ts'

/** The businesses that the person works for. */
export function BusinessSwitcher() {
  const place = usePlace()
  const { business, session } = useHere()
  return (
    <Menu width={280} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['switch']}>
          <span className="visually-hidden">{texts.business}</span>
          <span className={classes['tile']} aria-hidden="true">
            {[...business.name][0]}
          </span>
          <span className={classes['name']}>{business.name}</span>
          <IconSelector size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.businesses}</Menu.Label>
        {session.businesses.map((other) => (
          <Menu.Item
            key={other.code}
            component="a"
            href={firstPlaceOf(other)}
            rightSection={other.code === business.code && <IconCheck size={16} />}
          >
            {other.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {session.is_installation_owner && (
          <>
            <SwitcherLink href={paths.newBusiness(place)} icon={IconPlus}>
              {texts.addBusiness}
            </SwitcherLink>
            <SwitcherLink href={paths.businesses(place)} icon={IconList}>
              {texts.allBusinesses}
            </SwitcherLink>
          </>
        )}
        <SwitcherLink href={paths.business(place)} icon={IconAdjustments}>
          {texts.businessDetails}
        </SwitcherLink>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The environments of the business, each with its host. */
export function EnvironmentSwitcher() {
  const place = usePlace()
  const { business, environment } = useHere()
  return (
    <Menu width={304} position="bottom-start">
      <Menu.Target>
        <UnstyledButton className={classes['switch']}>
          <span className="visually-hidden">{texts.environment}</span>
          <span className={classes['environment']} data-production={environment.is_production}>
            <EnvironmentIcon environment={environment} size={14} />
            <span>{environment.name}</span>
          </span>
          <IconSelector size={16} stroke={1.5} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.environmentsOf(business.name)}</Menu.Label>
        {business.environments.map((other) => (
          <Menu.Item
            key={other.id}
            component="a"
            href={paths.home({ business: business.code, environment: other.code })}
            leftSection={<EnvironmentIcon environment={other} size={18} />}
            rightSection={other.id === environment.id && <IconCheck size={16} />}
          >
            <span className={classes['option']}>
              <span className="strong">{other.name}</span>
              <small className="quiet">{other.origin.replace(/^https?:\/\//, '')}</small>
            </span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <SwitcherLink href={paths.newEnvironment(place)} icon={IconPlus}>
          {texts.addEnvironment}
        </SwitcherLink>
        <SwitcherLink href={paths.environments(place)} icon={IconList}>
          {texts.allEnvironments}
        </SwitcherLink>
        <SwitcherLink href={paths.environment(place)} icon={IconAdjustments}>
          {texts.environmentSettings}
        </SwitcherLink>
      </Menu.Dropdown>
    </Menu>
  )
}

interface SwitcherLinkProps {
  readonly href: string
  readonly icon: TablerIcon
  readonly children: ReactNode
}

function SwitcherLink({ href, icon: Icon, children }: SwitcherLinkProps) {
  return (
    <Menu.Item component="a" href={href} leftSection={<Icon size={18} stroke={1.5} aria-hidden="true" />}>
      {children}
    </Menu.Item>
  )
}

function EnvironmentIcon({ environment, size }: { readonly environment: Environment; readonly size: number }) {
  const Icon = environment.is_production ? IconWorld : IconCode
  return <Icon size={size} stroke={1.5} aria-hidden="true" />
}

/** Opens a business where nothing can go wrong: in its first environment that is not production. */
export function firstPlaceOf({ code, environments }: Business): string {
  const first = environments.find(({ is_production }) => !is_production) ?? environments[0]
  return first ? paths.home({ business: code, environment: first.code }) : paths.start()
}
