import { Body, Controller, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ENDPOINTS, NewUserRequest, ResetRequest, UserImportRequest, UserPatch, UserQuery } from '@posko/contracts';
import type {
  ColleagueList,
  NewUserCommand,
  ResetCommand,
  UserAnswer,
  UserImportAnswer,
  UserImportCommand,
  UserList,
  UserPatchCommand,
} from '@posko/contracts';
import type { Actor, Person } from '@posko/domain';
import type { FastifyReply } from 'fastify';
import * as z from 'zod';
import { CurrentActor, CurrentPerson } from '../platform/access/signed-in';
import { ApiError } from '../platform/http/api-error';
import { routeOf } from '../platform/http/route';
import { ColleagueService } from './colleague.service';
import { UserImportService } from './user-import.service';
import { UserService } from './user.service';

@Controller()
export class UserController {
  constructor(
    private readonly users: UserService,
    private readonly colleagueService: ColleagueService,
    private readonly imports: UserImportService,
  ) {}

  @Get(routeOf(ENDPOINTS.users))
  list(@Query({ schema: UserQuery }) query: UserQuery, @CurrentPerson() person: Person): Promise<UserList> {
    return this.users.list(query, person);
  }

  @Get(routeOf(ENDPOINTS.colleagues))
  colleagues(@CurrentPerson() person: Person): ColleagueList {
    return this.colleagueService.of(person);
  }

  @Post(routeOf(ENDPOINTS.createUser))
  async create(
    @Body({ schema: NewUserRequest }) command: NewUserCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserAnswer> {
    return answered(await this.users.create(command, { person, actor }), reply);
  }

  @Patch(routeOf(ENDPOINTS.changeUser))
  async change(
    @Param('userId') userId: string,
    @Body({ schema: UserPatch }) command: UserPatchCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
  ): Promise<UserAnswer> {
    return (await this.users.change(known(userId), command, { person, actor })).answer;
  }

  @Post(routeOf(ENDPOINTS.resetUser))
  async reset(
    @Param('userId') userId: string,
    @Body({ schema: ResetRequest }) command: ResetCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserAnswer> {
    return answered(await this.users.reset(known(userId), command, { person, actor }), reply);
  }

  @Post(routeOf(ENDPOINTS.importUsers))
  async import(
    @Body({ schema: UserImportRequest }) command: UserImportCommand,
    @CurrentPerson() person: Person,
    @CurrentActor() actor: Actor,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UserImportAnswer> {
    return answered(await this.imports.import(command, { person, actor }), reply);
  }
}

const UserId = z.uuid();

/** What cannot be an id is as unknown as one that nobody has. */
function known(userId: string): string {
  const parsed = UserId.safeParse(userId);
  if (!parsed.success) throw new ApiError('user-not-found');
  return parsed.data.toLowerCase();
}

/** 201 for what is new, 200 for a repeat. */
function answered<T>({ answer, isRepeat }: { answer: T; isRepeat: boolean }, reply: FastifyReply): T {
  reply.status(isRepeat ? 200 : 201);
  return answer;
}
