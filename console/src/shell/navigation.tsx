import { NavLink } from '@mantine/core'
import {
  IconAdjustments,
  IconApps,
  IconBriefcase,
  IconBuilding,
  IconHome,
  IconLogin2,
  IconShield,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react'
import { paths } from '../paths.ts'
import classes from './navigation.module.css'
import { usePlace } from './place.tsx'

interface Item {
  readonly label: string
  readonly href: string
}

interface Group {
  readonly label: string
  readonly icon: TablerIcon
  readonly items: readonly Item[]
}

/** Four things first, then groups. A group lists only what exists, and only the one that one is in is open. */
export function Navigation({ path }: { readonly path: string }) {
  const place = usePlace()
  const home = paths.home(place)
  const first = [
    { label: 'Home', href: home, icon: IconHome },
    { label: 'Users', href: paths.users(place), icon: IconUsers },
    { label: 'Organizations', href: paths.organizations(place), icon: IconBuilding },
    { label: 'Applications', href: paths.applications(place), icon: IconApps },
  ]
  const groups: readonly Group[] = [
    {
      label: 'Access',
      icon: IconShield,
      items: [
        { label: 'Roles', href: paths.roles(place) },
        { label: 'Permissions', href: paths.permissions(place) },
      ],
    },
    {
      label: 'Sign-in',
      icon: IconLogin2,
      items: [
        { label: 'Methods', href: paths.methods(place) },
        { label: 'Attack protection', href: paths.attackProtection(place) },
        { label: 'Mail', href: paths.mail(place) },
      ],
    },
    {
      label: 'Environment',
      icon: IconAdjustments,
      items: [
        { label: 'Details', href: paths.environment(place) },
        { label: 'Policies', href: paths.policies(place) },
        { label: 'Sessions and codes', href: paths.sessions(place) },
        { label: 'Go live', href: paths.goLive(place) },
        { label: 'Variables', href: paths.environmentVariables(place) },
        { label: 'Signing keys', href: paths.signingKeys(place) },
        { label: 'Imports', href: paths.imports(place) },
        { label: 'Exports', href: paths.exports(place) },
      ],
    },
    { label: 'Business', icon: IconBriefcase, items: [{ label: 'Team', href: paths.team(place) }] },
  ]
  return (
    <nav className={classes['navigation']} aria-label="Console">
      {first.map(({ label, href, icon: Icon }) => (
        <NavLink
          key={href}
          href={href}
          label={label}
          leftSection={<Icon size={18} stroke={1.5} />}
          {...openMark(href === home ? path.replace(/\/$/, '') === home : isBelow(path, href))}
        />
      ))}
      <div className={classes['gap']} />
      {groups.map((group) => (
        <NavigationGroup key={group.label} {...group} path={path} />
      ))}
    </nav>
  )
}

function NavigationGroup({ label, icon: Icon, items, path }: Group & { readonly path: string }) {
  const isHere = items.some(({ href }) => isBelow(path, href))
  return (
    <NavLink
      key={String(isHere)}
      label={label}
      leftSection={<Icon size={18} stroke={1.5} />}
      childrenOffset={28}
      defaultOpened={isHere}
      component="button"
    >
      {items.map((item) => (
        <NavLink key={item.href} href={item.href} label={item.label} {...openMark(isBelow(path, item.href))} />
      ))}
    </NavLink>
  )
}

function openMark(isOpen: boolean) {
  return isOpen ? ({ active: true, 'aria-current': 'page' } as const) : {}
}

function isBelow(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
