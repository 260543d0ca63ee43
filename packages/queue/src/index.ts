export { type Consumer, type ConsumerOptions, openConsumer, type RenderHandler } from './consumer.ts';
export { openProducer, type Producer } from './producer.ts';
