// An agent's screen: follows queues, and blocks who is typed in.
//
//   node screen.js unassigned bot
//   block c-42 spam                    (typed, while it runs)

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { createInterface } from 'node:readline'
import {
  compatibilityPartitioner,
  Consumer,
  FetchIsolationLevels,
  MessagesStreamModes,
  Producer,
  stringDeserializers,
  stringSerializers
} from '@platformatic/kafka'

const queues = process.argv.slice(2)
if (queues.length === 0) {
  console.error('usage: node screen.js QUEUE...   (inbox, bot, unassigned, blocked)')
  process.exit(2)
}

const connection = {
  clientId: 'agents-screen-example',
  bootstrapBrokers: (process.env.KAFKA ?? 'localhost:9092').split(',')
}
const consumer = new Consumer({
  ...connection,
  // Each screen sees everything, so each is a group of its own.
  groupId: `agents-screen.${hostname()}-${process.pid}`,
  deserializers: stringDeserializers,
  // Gatehouse writes in transactions: without this a screen shows what never happened.
  isolationLevel: FetchIsolationLevels.READ_COMMITTED
})
const producer = new Producer({
  ...connection,
  serializers: stringSerializers,
  partitioner: compatibilityPartitioner,
  idempotent: true,
  autocreateTopics: false
})

const outcomes = 'commands.outcome'
const stream = await consumer.consume({
  topics: [...queues.map(queue => `tickets.${queue}`), outcomes],
  mode: MessagesStreamModes.LATEST,
  autocommit: false
})
// From here on nothing is missed: commands may be sent.
await once(stream, 'offsets')
console.log(`following ${queues.join(', ')}`)

// Outcomes are for everybody; this screen waits for those of its own commands.
const waiting = new Set()

stream.on('data', ({ topic, value, headers }) => {
  if (topic === outcomes) {
    const outcome = JSON.parse(value)
    if (waiting.delete(outcome.commandId)) {
      console.log(`${outcome.command} ${outcome.customerId}: ${outcome.status} ${outcome.code ?? ''}`)
    }
    return
  }
  // The decision is in the headers; the value is what the connector sent, byte for byte, or null once it is erased.
  const header = name => headers.get(`ce_${name}`) ?? ''
  const text = header('type') === 'gatehouse.message.routed' && value ? JSON.parse(value).text ?? '(attachment)' : ''
  console.log(`${topic} ${header('type')} ${header('subject')} ${header('ticketid')} ${header('reason')} ${text}`)
})

async function block (customerId, reason) {
  const commandId = randomUUID()
  waiting.add(commandId)
  const command = { commandId, customerId, actor: { id: 'agent-7' }, reason }
  await producer.send({
    messages: [{ topic: 'commands.block', key: customerId, value: JSON.stringify(command) }]
  })
}

async function stop () {
  await consumer.close(true)
  await producer.close()
  process.exit(0)
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

createInterface({ input: process.stdin }).on('line', async line => {
  const [word, customerId, ...reason] = line.trim().split(/\s+/)
  if (word !== 'block' || !customerId) {
    console.error('type: block CUSTOMER [REASON]')
    return
  }
  try {
    await block(customerId, reason.join(' '))
  } catch (error) {
    console.error(`not sent: ${error.message}`)
  }
})
