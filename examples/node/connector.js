// A channel connector: sends a customer's message to Gatehouse.
//
//   node connector.js c-42 whatsapp "Where is my order?"

import { randomUUID } from 'node:crypto'
import { compatibilityPartitioner, Producer, stringSerializers } from '@platformatic/kafka'

const [customerId, channel, text] = process.argv.slice(2)
if (!text) {
  console.error('usage: node connector.js CUSTOMER CHANNEL TEXT')
  process.exit(2)
}

const producer = new Producer({
  clientId: 'connector-example',
  bootstrapBrokers: (process.env.KAFKA ?? 'localhost:9092').split(','),
  serializers: stringSerializers,
  // The same partition for a customer as everybody else finds. This client's own default differs from Java's for half of
  // all keys, and a customer whose messages are on two partitions has them in no order.
  partitioner: compatibilityPartitioner,
  // A record that is sent twice after a lost answer is kept once.
  idempotent: true,
  autocreateTopics: false
})

// In a real connector the channel's own id of the message: if it is sent again, after a crash, Gatehouse recognises it.
const messageId = process.env.MESSAGE_ID ?? randomUUID()
const message = { messageId, customerId, channel, sentAt: new Date().toISOString(), text }

const { offsets } = await producer.send({
  messages: [{ topic: 'messages.inbound', key: customerId, value: JSON.stringify(message) }]
})
console.log(`${messageId} is on partition ${offsets[0].partition}`)
await producer.close()
