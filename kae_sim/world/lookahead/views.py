"""tmp"""
import numpy as np
from kae_sim.world.history import served_on
from kae_sim.world.state import NEVER
def view_of_lane(L,i):
    w=L.width; w0=int(L.world[i]); nums=L.worlds.numbers[w0]; n=len(nums); sl=slice(i*w,i*w+n)
    out={}
    for k in ('referred','decided_on','routed_on','first','leave','route','ours'):
        a=getattr(L,k)[sl]
        default=0 if k in('route','ours') else NEVER
        out[k]=sorted((int(p),int(v)) for p,v in zip(nums,a) if v!=default)
    mo=L.moved_to[sl]
    out['switched']=sorted((int(nums[p]),int(L.moved_on[i*w+p]),int(mo[p])) for p in np.flatnonzero(mo>=0))
    def log(lg, lived, what):
        r=[]
        for b in lived:
            if i in b.lanes: x=getattr(b,what); r+=zip(nums[x[0]].tolist(), x[1].tolist())
        for a,d in lg:
            m=a//w==i
            r+= zip(nums[a[m]%w].tolist(), d[m].tolist())
        return r
    for q in range(len(L.joined)):
        out[f'joined{q}']=log(L.joined[q],L.lived[q],'joined'); out[f'served{q}']=log(L.served[q],L.lived[q],'served')
    for s in range(len(L.rebooked)): out[f'rebooked{s}']=sorted(log(L.rebooked[s],L.away[s],'served'))
    for k in('doses','late','visits'): out[k]=getattr(L,k)[:,i].tolist()
    for s in range(len(L.rebooked)):
        out[f'offered{s}']=L.offered[s,:,i].tolist(); out[f'used{s}']=L.used[s,:,i].tolist()
    return out
def view_of_state(spec,st,day0,nums):
    out={}
    K=set(nums.tolist())
    for k in ('referred','decided_on','routed_on','first','leave','route','ours'):
        default=0 if k in('route','ours') else NEVER
        out[k]=[(p,v) for p,v in enumerate(getattr(st,k)) if v!=default and p in K]
    out['switched']=sorted((p,d,r) for p,(d,r,_) in st.switched.items() if p in K)
    for q in range(len(st.patients)):
        out[f'joined{q}']=[x for x in zip(st.patients[q],st.ready[q]) if x[0] in K]; out[f'served{q}']=[x for x in zip(st.patients[q],st.served[q]) if x[0] in K]
    for s in range(len(st.rebooked)): out[f'rebooked{s}']=sorted(x for x in st.rebooked[s].items() if x[0] in K)
    o=day0-st.draws.first_day
    for k in('doses','late','visits'): out[k]=list(getattr(st,k))[o:]
    for s in range(len(st.rebooked)):
        out[f'offered{s}']=list(st.offered[s])[o:]; out[f'used{s}']=list(st.used[s])[o:]
    return out
