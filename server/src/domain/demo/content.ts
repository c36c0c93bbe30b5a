import { pick, type Random } from './random.ts'

export const APPLICATIONS = [
  { name: 'Meadow Web', type: 'reg', redirectUris: ['http://localhost:3001/callback'] },
  { name: 'Meadow Mobile', type: 'spa', redirectUris: ['http://localhost:5173/callback'] },
  { name: 'Meadow Reports', type: 'm2m', redirectUris: [] },
] as const

export const PERMISSIONS = [
  { key: 'projects:read', name: 'Read projects' },
  { key: 'projects:write', name: 'Edit projects' },
  { key: 'invoices:read', name: 'Read invoices' },
  { key: 'members:manage', name: 'Manage members' },
] as const

export const ROLES = [
  { key: 'admin', name: 'Admin', permissions: ['projects:read', 'projects:write', 'invoices:read', 'members:manage'] },
  { key: 'editor', name: 'Editor', permissions: ['projects:read', 'projects:write'] },
  { key: 'viewer', name: 'Viewer', permissions: ['projects:read'] },
] as const

export const FLAGS = [
  { key: 'new_editor', name: 'New editor', type: 'bool', defaultText: 'false' },
  { key: 'project_limit', name: 'Project limit', type: 'int', defaultText: '10' },
] as const

export const PROPERTIES = [
  { key: 'plan', name: 'Plan', context: 'org' },
  { key: 'job_title', name: 'Job title', context: 'usr' },
] as const

export const PLANS = ['free', 'team', 'business'] as const
const TITLES = ['Designer', 'Engineer', 'Analyst', 'Manager', 'Nurse', 'Teacher', 'Accountant', 'Planner'] as const

const PLACES = [
  'Oakmere',
  'Alder',
  'Brookfield',
  'Copper Hill',
  'Dunlow',
  'Eastwick',
  'Fernbank',
  'Greyharbour',
  'Hollis',
  'Ivydale',
] as const
const TRADES = ['Health', 'Logistics', 'Studio', 'Energy'] as const

const GIVEN = [
  'Ada',
  'Amir',
  'Anna',
  'Bela',
  'Carla',
  'Chen',
  'Clara',
  'Dana',
  'David',
  'Elif',
  'Emma',
  'Farid',
  'Femi',
  'Greta',
  'Hana',
  'Hugo',
  'Ines',
  'Ivan',
  'Jana',
  'Jonas',
  'Kai',
  'Lena',
  'Liam',
  'Maja',
  'Marek',
  'Mina',
  'Nadia',
  'Noah',
  'Olga',
  'Omar',
  'Paula',
  'Priya',
  'Rafael',
  'Rosa',
  'Samir',
  'Sara',
  'Tariq',
  'Tessa',
  'Uma',
  'Victor',
  'Wanda',
  'Yuki',
] as const
const FAMILY = [
  'Adler',
  'Almeida',
  'Baker',
  'Berg',
  'Castro',
  'Dahl',
  'Diaz',
  'Eriksen',
  'Fischer',
  'Garcia',
  'Haddad',
  'Hansen',
  'Ito',
  'Jansen',
  'Kaya',
  'Khan',
  'Kowalski',
  'Larsen',
  'Lindner',
  'Lopez',
  'Marino',
  'Mensah',
  'Moreau',
  'Nakamura',
  'Novak',
  'Okafor',
  'Olsen',
  'Papadakis',
  'Patel',
  'Petrov',
  'Raman',
  'Rossi',
  'Santos',
  'Schmidt',
  'Silva',
  'Tanaka',
  'Thomas',
  'Urban',
  'Vargas',
  'Weber',
  'Yilmaz',
  'Zhang',
] as const

export interface DemoOrganization {
  readonly externalId: string
  readonly name: string
  readonly handle: string
  readonly plan: string
}

/** The forty organizations, the largest first. */
export const ORGANIZATIONS: readonly DemoOrganization[] = PLACES.flatMap((place, row) =>
  TRADES.map((trade, column) => ({
    externalId: `demo-${String(row * TRADES.length + column + 1).padStart(2, '0')}`,
    name: `${place} ${trade}`,
    handle: `${place} ${trade}`.toLowerCase().replaceAll(' ', '-'),
    plan: PLANS[(row + column) % PLANS.length] ?? 'free',
  })),
)

export interface DemoPerson {
  readonly id: string
  readonly givenName: string
  readonly familyName: string
  readonly email: string
  readonly title: string
  readonly isSuspended: boolean
  readonly organization: string
  readonly role: string
}

/** Returns the person of a number. Large organizations have most of the people. */
export function personOf(random: Random, number: number): DemoPerson {
  const organization = ORGANIZATIONS[Math.floor(random() ** 2.2 * ORGANIZATIONS.length)] ?? ORGANIZATIONS[0]
  const givenName = pick(random, GIVEN)
  const familyName = pick(random, FAMILY)
  const id = `demo-${String(number).padStart(4, '0')}`
  const host = organization?.handle ?? 'meadow'
  return {
    id,
    givenName,
    familyName,
    email: `${givenName}.${familyName}.${String(number)}@${host}.example`.toLowerCase(),
    title: pick(random, TITLES),
    isSuspended: random() < 0.01,
    organization: organization?.externalId ?? '',
    role: pick(random, ['admin', 'editor', 'editor', 'viewer', 'viewer', 'viewer']),
  }
}
