const CONNECTIONS = 10

/**
 * The limit of the machine for what reads one row: a prepared select by its key, ten connections of this process at once,
 * with nothing around it. @returns selects a second
 */
export async function measurePointSelects({ Client, connection, environmentId, users, seconds }) {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client(connection))
  await Promise.all(clients.map((client) => client.connect()))
  let count = 0
  try {
    const { rows } = await clients[0].query('select id from users where environment_id = $1 limit 10000', [
      environmentId,
    ])
    const select = {
      name: 'point',
      text: 'select id, given_name, family_name, picture, created_at from users where environment_id = $1 and id = $2',
    }
    const started = performance.now()
    const until = started + seconds * 1000
    await Promise.all(
      clients.map(async (client) => {
        for (; performance.now() < until; count += 1) {
          const found = await client.query({ ...select, values: [environmentId, rows[count % rows.length].id] })
          if (found.rows.length !== 1) throw new Error(`one of ${users} users is not there`)
        }
      }),
    )
    return (count * 1000) / (performance.now() - started)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}
