import { Controller, Get } from '@nestjs/common';
import { ENDPOINTS } from '@posko/contracts';
import type { ContestList } from '@posko/contracts';
import type { Person } from '@posko/domain';
import { CurrentPerson } from '../platform/access/signed-in';
import { ContestHolder } from '../platform/contest/contest-holder';
import { routeOf } from '../platform/http/route';

@Controller()
export class ContestController {
  constructor(private readonly contests: ContestHolder) {}

  @Get(routeOf(ENDPOINTS.contests))
  list(@CurrentPerson() { scope }: Person): ContestList {
    return { seq: this.contests.revision, contests: [...this.contests.within(scope)] };
  }
}
