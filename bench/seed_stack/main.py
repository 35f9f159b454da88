"""The application of the document (workload-scheduler.fr.md) on the stack of its month: what ours
must answer like. One file, and the database where the variable SEED_DATABASE says.

    python3 -m venv /tmp/seed && /tmp/seed/bin/pip install -r requirements.txt
    SEED_DATABASE=/tmp/seed.db /tmp/seed/bin/uvicorn main:app --port 8001
"""

import os
from datetime import datetime
from typing import List, Optional

from fastapi import FastAPI, HTTPException
from sqlmodel import Field, Session, SQLModel, create_engine, select


class WorkloadSchedule(SQLModel, table=True):
    id: Optional[int] = Field(default=None, primary_key=True)
    name: str
    start_time: datetime
    end_time: datetime
    status: str = "scheduled"
    active: bool = True


class WorkloadScheduleCreate(SQLModel):
    name: str
    start_time: datetime
    end_time: datetime
    status: str = "scheduled"
    active: bool = True


engine = create_engine("sqlite:///" + os.environ.get("SEED_DATABASE", "data/sqlite/scheduler.db"))
SQLModel.metadata.create_all(engine)
app = FastAPI(title="Workload Scheduler")


@app.get("/schedules", response_model=List[WorkloadSchedule])
def get_schedules():
    with Session(engine) as session:
        return session.exec(select(WorkloadSchedule)).all()


@app.post("/schedules")
def create_schedule(schedule: WorkloadScheduleCreate):
    with Session(engine) as session:
        session.add(WorkloadSchedule(**schedule.model_dump()))
        session.commit()
    return {"status": "created"}


@app.delete("/schedules/{schedule_id}")
def delete_schedule(schedule_id: int):
    with Session(engine) as session:
        schedule = session.get(WorkloadSchedule, schedule_id)
        if schedule is None:
            raise HTTPException(status_code=404, detail="Schedule not found")
        session.delete(schedule)
        session.commit()
    return {"status": "deleted"}
