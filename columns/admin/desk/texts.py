"""What the desk's scripts say: in one place, so that they are translated as everything else."""

from django.utils.translation import gettext as _


def texts() -> dict[str, str]:
    """Sentences by name; `{…}` is filled in by the script."""
    return {**_state(), **_people(), **_clash(), **_kept(), **_words()}


def _state() -> dict[str, str]:
    return {
        "ready": _("都已保存"),
        "saved": _("已保存 {at}"),
        "saving": _("保存中…"),
        "waiting": _("还没存，停笔就存"),
        "offline": _("未保存：断网了，字都在这台电脑里，恢复后自动存"),
        "failed": _("未保存：服务器没有回应，字都在这台电脑里，会一直重试"),
        "full": _("未保存：断网了，这台电脑也存不下了。请别关页面，先把正文复制出来"),
        "refused": _("未保存：{message}"),
        "kept": _("已保存为修订 {number} · {at}"),
        "keptAlready": _("没有新的改动，最近一次修订就是现在这样"),
        "moved": _("这一期回到了“{stage}”，请再走一遍审稿。"),
        "signedOut": _("未保存：登录过期了。请在新窗口登录，再回到这里，字都还在"),
    }


def _people() -> dict[str, str]:
    return {
        "since": _("{name}（{at} 起）"),
        "changed": _("{name}改了 {count} 段，已并进来"),
        "lock": _("只让我改"),
        "unlock": _("放开，让大家改"),
        "breakLock": _("解除锁定"),
        "breakAsk": _("解除之后，{name}没存上的字只能由对方自己复制出来。确定要解除吗？"),
        "lockedBy": _("{name}锁定中"),
        "lockedByMe": _("现在只有您能改"),
    }


def _clash() -> dict[str, str]:
    return {
        "clashTitle": _("您和{name}改了同一处"),
        "clashLead": _("两种写法都在，一处一处选。选好之前，什么都不会丢。"),
        "place": _("第 {number} 处"),
        "mine": _("我的"),
        "theirs": _("{name}的"),
        "takeMine": _("用我的"),
        "takeTheirs": _("用对方的"),
        "takeBoth": _("都留"),
        "takeOwn": _("自己写"),
        "ownText": _("自己写的这一段"),
        "removed": _("（删掉了这一段）"),
        "settle": _("就这样保存"),
        "chooseFirst": _("这一处还没选，请选一种写法。"),
        "later": _("先不管，等会儿再选"),
        "unsettled": _("有同一处的两种写法还没选，您的字还没存上"),
        "choose": _("去选"),
        "endedTitle": _("这个窗口不能再保存了"),
        "copy": _("复制我写的"),
        "copied": _("已复制"),
        "reload": _("刷新页面"),
        "close": _("关上"),
        "headline": _("标题"),
        "rubric": _("栏目"),
        "standfirst": _("导语"),
        "topics": _("本期话题"),
        "authors": _("作者"),
        "head_image": _("头图"),
        "is_trial": _("试读期"),
        "yes": _("是"),
        "no": _("否"),
        "none": _("（空）"),
    }


def _kept() -> dict[str, str]:
    return {
        "found": _("这台电脑里有 {at} 没存上的字。"),
        "refusedFound": _("您 {at} 写的字和同事的撞在了一起，还没选好。"),
        "restore": _("恢复"),
        "look": _("看差别"),
        "drop": _("丢掉"),
        "dropAsk": _("丢掉之后就找不回来了。确定要丢掉吗？"),
        "restored": _("已恢复，和现在的稿子合在一起了"),
        "differenceTitle": _("没存上的字和现在的稿子"),
        "there": _("没存上的"),
        "here": _("现在的稿子"),
        "same": _("正文一样，只有标题、导语、话题这些不同。"),
    }


def _words() -> dict[str, str]:
    return {
        "punctuationTitle": _("标点规范"),
        "punctuationLead": _("有 {count} 段的标点可以改。勾上的才会改，改完还可以撤销。"),
        "punctuationNone": _("标点都没问题。"),
        "all": _("全选"),
        "apply": _("改这 {count} 段"),
        "term": _("“{wrong}”应作“{right}”"),
        "replace": _("都换成“{right}”"),
        "times": _("{count} 处"),
        "moveUp": _("上移"),
        "moveDown": _("下移"),
        "remove": _("去掉"),
        "removeNamed": _("去掉 {name}"),
        "moveNamed": _("{name}，按左右方向键可以换顺序"),
        "noAuthor": _("没有叫这个名字的作者"),
    }
