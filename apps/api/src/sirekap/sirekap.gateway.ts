import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { OnGatewayInit } from '@nestjs/websockets';
import type { ClientEvents, ServerEvents } from '@posko/contracts';
import type { Server } from 'socket.io';
import { SirekapProjection } from './sirekap.projection';

/** Tells every client that Sirekap's figures are new; they are fetched with the board. */
@WebSocketGateway()
export class SirekapGateway implements OnGatewayInit {
  @WebSocketServer()
  private readonly server: Server<ClientEvents, ServerEvents>;

  constructor(private readonly projection: SirekapProjection) {}

  afterInit(): void {
    this.projection.watch((seq, contest) => this.server.emit('sirekap.changed.v1', { seq, contest }));
  }
}
